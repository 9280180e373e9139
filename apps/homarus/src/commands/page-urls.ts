/** Where the control page is: at the gateway, and at a port of its own when there is one. */
export function pageUrls(gatewayUrl: string, controlUrl: string | undefined): string {
  return [gatewayUrl, ...(controlUrl === undefined ? [] : [controlUrl])]
    .map((url) => `${url}/`)
    .join('  ');
}
