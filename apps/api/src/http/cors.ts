import type { RequestHandler } from 'express';

/**
 * The widget calls from the customers' own sites. Any page may ask (no cookie is ever read here); which page may chat is
 * decided by the channel's list and the token's origin.
 */
export const chatCors: RequestHandler = (req, res, next) => {
  if (!req.headers.origin) return next();
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  res.vary('Origin');
  res.setHeader('Access-Control-Expose-Headers', 'Request-Id, Retry-After, RateLimit, RateLimit-Policy');
  if (req.method !== 'OPTIONS') return next();
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Last-Event-ID, Prefer');
  res.setHeader('Access-Control-Max-Age', '600');
  res.status(204).end();
};
