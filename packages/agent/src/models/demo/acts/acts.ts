import type { Dialogue } from '../dialogue/dialogue.ts';
import type { Matter } from '../dialogue/matter.ts';
import type { Act, Desk, Saying } from './act.ts';
import { book } from './book.ts';
import { cancel, cannotCome, list } from './cancel.ts';
import { email, person, ticket, withdraw } from './messages.ts';
import { move } from './move.ts';
import { cancelOrder, discount, order, refund } from './orders.ts';

export function actFor(matter: Matter, dialogue: Dialogue, desk: Desk): Act | Saying {
  switch (matter.kind) {
    case 'book':
      return book(matter, desk);
    case 'move':
      return move(matter, desk);
    case 'cancel':
      return cancel(matter, desk);
    case 'cannot_come':
      return cannotCome(matter, desk);
    case 'list':
      return list(matter, desk);
    case 'refund':
      return refund(matter, desk);
    case 'discount':
      return discount(matter, desk);
    case 'order':
      return order(matter, desk);
    case 'cancel_order':
      return cancelOrder(matter, desk);
    case 'ticket':
      return ticket(matter, desk);
    case 'email':
      return email(matter, desk, dialogue);
    case 'withdraw':
      return withdraw(matter, desk);
    case 'person':
      return person(matter, desk, dialogue.recent.join(' / '));
  }
}
