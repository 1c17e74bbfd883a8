import type { Response } from 'express';

/** An empty document: whatever is answered to the customer is sent by the worker, once. */
export function sayNothing(res: Response): 'streamed' {
  res.status(200).type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  return 'streamed';
}
