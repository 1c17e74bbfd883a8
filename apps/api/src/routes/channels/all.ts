import type { Route } from '../../http/route.ts';
import { addApiChannelRoute } from './add-api-channel.ts';
import { addNumberRoute } from './add-number.ts';
import { addWebChatRoute } from './add-web-chat.ts';
import { changeChannelRoute } from './change-channel.ts';
import { checkNumberRoute } from './check-number.ts';
import { deleteChannelRoute } from './delete-channel.ts';
import { dropIdentitySecretRoute, makeIdentitySecretRoute } from './identity-secret.ts';
import { listChannelsRoute } from './list-channels.ts';
import { readChannelRoute } from './read-channel.ts';
import { receiveSmsRoute } from './receive-sms.ts';
import { reportSmsStatusRoute } from './report-sms-status.ts';

export const channelRoutes: readonly Route[] = [
  listChannelsRoute,
  readChannelRoute,
  addWebChatRoute,
  addNumberRoute,
  addApiChannelRoute,
  changeChannelRoute,
  deleteChannelRoute,
  makeIdentitySecretRoute,
  dropIdentitySecretRoute,
  checkNumberRoute,
  receiveSmsRoute,
  reportSmsStatusRoute,
];
