/** What the bell shows and says; it is counted to 100 and no further. */
export function unreadInWords(unread: number): { badge: string | null; label: string } {
  if (unread === 0) return { badge: null, label: 'Notifications' };
  const badge = unread > 99 ? '99+' : String(unread);
  return { badge, label: `Notifications: ${badge} unread` };
}
