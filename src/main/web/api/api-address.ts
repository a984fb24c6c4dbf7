/** Whether an address, as it came over the wire, belongs to the local API. The guard and the dispatcher must agree on it. */
export function isApiAddress(url: string | undefined): boolean {
  return /^\/v1(?:[/?]|$)/.test(url ?? '');
}
