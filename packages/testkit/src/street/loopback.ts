import type { RequestHandler } from 'express';

/** The address of this machine itself: nothing beyond it can reach a server that listens there. */
export const isLoopbackAddress = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

const hostname = (authority: string): string =>
  authority
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();

const isLoopbackName = (authority: string): boolean => {
  const name = hostname(authority);
  return isLoopbackAddress(name) || name.endsWith('.localhost');
};

const originHost = (origin: string): string => {
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
};

/**
 * A page of a foreign site may point its own name at 127.0.0.1 (DNS rebinding), or send forms to it: it would read
 * the mails, or write into the ledgers. The first is told by the Host header, the second by Origin.
 */
export const onlyLoopback: RequestHandler = (req, res, next) => {
  const origin = req.headers.origin;
  if (!isLoopbackName(req.headers.host ?? '')) {
    res.status(403).type('text').send('This server answers only to localhost and 127.0.0.1.\n');
  } else if (origin !== undefined && !isLoopbackName(originHost(origin))) {
    res.status(403).type('text').send('This server takes nothing from pages of other sites.\n');
  } else {
    next();
  }
};
