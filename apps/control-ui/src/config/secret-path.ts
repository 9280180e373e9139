const names = /(?:^|[._])(?:api_?key|key|token|password|secret|connection_string)$/iu;

/** Whether the value of a setting should not stand on a screen. */
export function isSecretPath(path: string): boolean {
  return names.test(path);
}
