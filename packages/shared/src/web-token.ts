/** In it `web` shows the api that what it says of a client's address is true. A client's own is taken off by `web`. */
export const WEB_TOKEN_HEADER = 'x-parley-web';
