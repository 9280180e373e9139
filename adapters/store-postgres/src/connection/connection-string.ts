import { AppError } from '@homarus/base';

/** How a parameter of libpq is called in a URL's query, where it is called otherwise there. */
const urlNames: Readonly<Record<string, string>> = { hostaddr: 'host', dbname: 'database' };

const schemes = /^(?:postgres|postgresql|opengauss|gaussdb):\/\//iu;

/**
 * The URL that node-postgres reads, from either form that libpq takes:
 * `postgresql://user:password@host:5432/database?sslmode=require` (also `postgres://`, `opengauss://`
 * and `gaussdb://`) or `host=... port=... user=... password='...' dbname=...`. Throws
 * `invalid_request`, which never repeats the string.
 */
export function toConnectionUrl(connectionString: string): string {
  const text = connectionString.trim();
  if (schemes.test(text)) {
    const url = text.replace(schemes, 'postgresql://');
    if (URL.canParse(url) || URL.canParse(url.replace('://', '://localhost'))) return url;
    throw invalid('it is not a URL');
  }
  if (/^\w+:\/\//u.test(text)) throw invalid('its scheme is not one of PostgreSQL');
  return toUrl(parseKeywords(text));
}

function toUrl(parameters: ReadonlyMap<string, string>): string {
  const query = new URLSearchParams();
  let database = '';
  for (const [name, value] of parameters) {
    if (name === 'dbname') database = value;
    else query.set(urlNames[name] ?? name, value);
  }
  return `postgresql:///${encodeURIComponent(database)}?${query.toString().replaceAll('+', '%20')}`;
}

/**
 * libpq's keyword form: names and values with `=` between them, white space between pairs. A value
 * with spaces, and an empty one, stands in single quotes; a backslash takes the next character as it is.
 */
function parseKeywords(text: string): ReadonlyMap<string, string> {
  const pair = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/suy;
  const parameters = new Map<string, string>();
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (match === null) throw invalid('it is neither a URL nor pairs of name=value');
    const [, name = '', quoted, plain = ''] = match;
    parameters.set(name.toLowerCase(), (quoted ?? plain).replaceAll(/\\(.)/gsu, '$1'));
  }
  if (parameters.size === 0) throw invalid('it is empty');
  return parameters;
}

function invalid(reason: string): AppError {
  return new AppError(
    'invalid_request',
    `The connection string of the database cannot be read: ${reason}. Write it as ` +
      "postgresql://user:password@host:5432/database or as host=... user=... password='...' dbname=...",
  );
}
