import { type FormParams, firstOf } from './form.ts';

export type SmsMedia = { url: string; contentType: string };

export type InboundSms = {
  /** Twilio's id of the message: the same again is the same message. */
  sid: string;
  accountSid: string;
  from: string;
  to: string;
  /** Every character as it was sent. */
  body: string;
  media: SmsMedia[];
  /** `STOP`, `START` or `HELP` when Twilio has recognised the word and has answered it itself. */
  optOutType: string | null;
};

export type SmsStatus = { sid: string; accountSid: string; status: string; errorCode: string | null };

/** More than a message can carry. */
const MEDIA_MAX = 10;

const SID = /^[A-Za-z0-9]{1,64}$/;

/** Null: not what Twilio sends about a message. */
export function readInboundSms(params: FormParams): InboundSms | null {
  const [sid, accountSid] = [firstOf(params, 'MessageSid'), firstOf(params, 'AccountSid')];
  const [from, to] = [firstOf(params, 'From'), firstOf(params, 'To')];
  if (!sid || !SID.test(sid) || !accountSid || !from || !to) return null;
  const body = firstOf(params, 'Body') ?? '';
  return { sid, accountSid, from, to, body, media: mediaOf(params), optOutType: firstOf(params, 'OptOutType') || null };
}

export function readSmsStatus(params: FormParams): SmsStatus | null {
  const [sid, accountSid] = [firstOf(params, 'MessageSid'), firstOf(params, 'AccountSid')];
  const status = firstOf(params, 'MessageStatus');
  if (!sid || !SID.test(sid) || !accountSid || !status) return null;
  return { sid, accountSid, status, errorCode: firstOf(params, 'ErrorCode') || null };
}

function mediaOf(params: FormParams): SmsMedia[] {
  const count = Math.min(Number(firstOf(params, 'NumMedia')) || 0, MEDIA_MAX);
  return Array.from({ length: Math.max(count, 0) }, (_, index) => ({
    url: firstOf(params, `MediaUrl${index}`) ?? '',
    contentType: firstOf(params, `MediaContentType${index}`) ?? 'unknown',
  }));
}
