import { toJsonResponse } from '../respond.ts';
import type { DocumentedRoute } from './document.ts';
import type { DocLanguage } from './route-doc.ts';

export interface DocsAnswers {
  /** `/openapi.json` */
  openApi(request: Request): Promise<Response>;
  /** `/docs` */
  page(request: Request): Promise<Response>;
}

/** Describes the routes, in the language of `?lang=` or of `Accept-Language`. Says nothing of what is stored. */
export function createDocsAnswers(
  routes: readonly DocumentedRoute[],
  version: string,
): DocsAnswers {
  const documentIn = async (language: DocLanguage) => {
    // Loaded when it is first asked for: a start does not wait for it.
    const { toOpenApi } = await import('./document.ts');
    return toOpenApi(routes, { version, language });
  };
  return {
    openApi: async (request) => toJsonResponse(await documentIn(languageOf(request))),
    page: async (request) => {
      const language = languageOf(request);
      const { pageHeaders, toPage } = await import('./page.ts');
      return new Response(toPage(await documentIn(language), language), { headers: pageHeaders });
    },
  };
}

function languageOf({ url, headers }: Request): DocLanguage {
  const wanted = new URL(url).searchParams.get('lang') ?? headers.get('accept-language') ?? '';
  return /^zh/iu.test(wanted) ? 'zh' : 'en';
}
