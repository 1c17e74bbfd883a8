import type { Answer, RefusingFault } from './faults.ts';

const ERRORS: Record<number, [status: number, message: string]> = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'An internal server error has occurred'],
  20503: [503, 'Service unavailable'],
  21211: [400, "The 'To' number is not a valid phone number."],
  21212: [400, "The 'From' number is not a valid phone number, shortcode, or alphanumeric sender ID."],
  21266: [400, "'To' and 'From' number cannot be the same"],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "The 'From' phone number provided is not a valid message-capable Twilio phone number for this account."],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
};

export function twilioError(code: number, status = ERRORS[code]?.[0] ?? 400): Answer {
  const message = ERRORS[code]?.[1] ?? `Error ${code}`;
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

/** An injected status comes with the code that Twilio gives with it, unless the test names one. */
export function refusedByTwilio(fault: RefusingFault): Answer {
  const codeOf: Record<number, number> = { 401: 20003, 404: 20404, 429: 20429, 500: 20500, 503: 20503 };
  return twilioError(Number(fault.code ?? codeOf[fault.status] ?? 20500), fault.status);
}
