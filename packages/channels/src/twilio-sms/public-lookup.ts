import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../outbound/public-address.ts';

/** Finds a host's addresses for a connection that is about to be made, and none at all when one of them lies inside. */
export const publicLookup: LookupFunction = (host, options, give) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return give(error, []);
    const inside = addresses.some(({ address }) => !isPublicAddress(address));
    if (inside || addresses.length === 0) return give(new Error('the host leads into a private network'), []);
    const [first] = addresses as [LookupAddress];
    if (options.all) give(null, addresses);
    else give(null, first.address, first.family);
  });
};
