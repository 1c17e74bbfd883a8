/** Whether a host name or address is this machine itself. */
export const isLoopbackHost = (host: string): boolean =>
  /^(localhost|.+\.localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host);

/** Whether only this machine can reach the address. What cannot be read counts as public. */
export const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
