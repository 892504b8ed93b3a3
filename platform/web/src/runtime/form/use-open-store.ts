/** What is being filled in, opened once. */
import { useMemo } from 'react';
import type { FormStoreContract } from '@/core/formContract';
import { FormStore } from '@/core/formStore';
import type { FormView, RecordDetail } from '@/core/wire';
import { useMe } from '@/runtime/session';
import { useIsPhone, useLanguage } from '@/ui/hooks';

export function useOpenStore(form: FormView, record: RecordDetail | null, round = 0): FormStoreContract {
  const me = useMe();
  const language = useLanguage();
  const isPhone = useIsPhone();
  return useMemo(
    () => new FormStore(form.form, record?.values ?? null, {
      memberId: me.id,
      memberName: me.name,
      departments: me.departments,
      language,
      now: () => new Date(),
      beginsWithRow: record === null && !isPhone,
    }),
    // A store is opened once per record and round; words in it follow the page. A phone's cards are long: none begins.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [form.form, record, round],
  );
}
