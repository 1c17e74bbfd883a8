import { expect, test } from 'vitest';
import {
  actionWords,
  actorName,
  auditFilter,
  auditHref,
  differencesOf,
  exportHref,
  parseAuditSearch,
} from './audit.ts';

test('the address carries the filter there and back, and forgets what is empty or unknown', () => {
  const search = parseAuditSearch({
    action: ' team ',
    from: '2026-03-01',
    to: 'soon',
    actor: '',
    other: 'x',
    older: 'c1',
  });
  expect(search).toEqual({ action: 'team', from: '2026-03-01', older: 'c1' });
  expect(auditHref(search)).toBe('/audit?action=team&from=2026-03-01&older=c1');
  expect(auditHref({})).toBe('/audit');
});

test('both days of a span are in it, also across the end of a month', () => {
  const { from, to } = auditFilter({ from: '2026-03-31', to: '2026-03-31' });
  expect(new Date(String(from))).toEqual(new Date(2026, 2, 31));
  expect(new Date(String(to))).toEqual(new Date(2026, 3, 1));
});

test('the file has the filter of the page, but all of its pages', () => {
  expect(exportHref({ action: 'team', older: 'c1' }, 'csv')).toBe('/v1/audit/export?format=csv&action=team');
});

test('actions and actors in words', () => {
  expect(actionWords('membership.role_changed')).toBe('Membership role changed');
  expect(actionWords('api_key.created')).toBe('API key created');
  expect(actorName({ kind: 'user', id: 'usr_1', name: 'Ada' })).toBe('Ada');
  expect(actorName({ kind: 'system', id: 'system', name: null })).toBe('Parley itself');
});

test('a change is told field by field, and a field that was empty is none', () => {
  expect(differencesOf({ before: { role: 'viewer', seats: null }, after: { role: 'admin', seats: 3 } })).toEqual([
    { name: 'role', before: 'viewer', after: 'admin' },
    { name: 'seats', before: null, after: '3' },
  ]);
  expect(differencesOf({ before: null, after: { scopes: ['read', 'admin'] } })).toEqual([
    { name: 'scopes', before: null, after: 'read, admin' },
  ]);
  expect(differencesOf({ before: null, after: null })).toEqual([]);
});
