/** The end of a request's id, by which two persons know that they mean the same one. */
export function shortRequest(requestId: string): string {
  return requestId.slice(-6);
}
