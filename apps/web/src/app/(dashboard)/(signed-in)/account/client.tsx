'use client';

import { PageTitle } from '../../../../components/page-title.tsx';
import { Card, Section } from '../../../../components/section.tsx';
import { NotificationPreferences } from './notification-preferences.tsx';
import { Password } from './password.tsx';
import { Sessions } from './sessions.tsx';
import { TwoFactor } from './two-factor.tsx';

export const AccountClient = () => (
  <>
    <PageTitle title="Account">How you sign in, wherever you work, and what you are told of here.</PageTitle>
    <div className="flex flex-col gap-6">
      <Section title="Two-factor sign-in">
        <Card>
          <TwoFactor />
        </Card>
      </Section>
      <Section title="Password">
        <Card>
          <Password />
        </Card>
      </Section>
      <Section title="Where you are signed in">
        <Sessions />
      </Section>
      <Section title="What you are told of">
        <NotificationPreferences />
      </Section>
    </div>
  </>
);
