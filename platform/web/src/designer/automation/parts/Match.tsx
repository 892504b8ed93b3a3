/** Which records of another form: their fields compared with what can be read here. */
import { Conditions } from '../../lib/Conditions';
import type { Condition } from '@/core/documents';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { useT } from '../../words';
import { useReading } from '../context';

interface MatchProps {
  form: string;
  value: Condition | undefined;
  onChange: (match: Condition) => void;
  /** Nothing matches all by an oversight. */
  isNeeded?: boolean;
}

export function Match({ form, value, onChange, isNeeded = false }: MatchProps) {
  const t = useT();
  const right = useNamed();
  const left = useReading().fieldsOf(form);
  if (!form) return null;
  return (
    <Labelled name={t('automation.match')} hint={t(isNeeded ? 'automation.match_needed' : 'automation.match_all')}>
      {() => <Conditions value={value} left={left} right={right} form={form} onChange={(match) => onChange(match ?? { cond: [] })} />}
    </Labelled>
  );
}
