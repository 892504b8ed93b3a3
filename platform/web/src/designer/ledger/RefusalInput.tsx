/** How a ledger says no: what people read, and the code that programs read. */
import { Input } from 'antd';
import { useWords } from '@/ui/hooks';
import { Labelled } from '../lib/Labelled';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useLedgerState, useProblemAt } from './context';
import type { Refusal } from './document';

const FIGURES = ['current', 'required', 'shortage'] as const;

interface RefusalInputProps {
  name: string;
  /** Where it stands in the document. */
  at: string;
  value: Refusal;
  onChange: (refusal: Refusal) => void;
}

export function RefusalInput({ name, at, value, onChange }: RefusalInputProps) {
  const t = useT();
  const words = useWords();
  const dimensions = useLedgerState((state) => state.doc.dimensions);
  const said = [...dimensions.map((one) => ({ id: one.id, label: words(one.label) })), ...FIGURES.map((id) => ({ id: id as string, label: t(`ledger.figure_${id}`) }))];
  const rest = { code: value.code, message: value.message };
  return (
    <div className="ld-refusal">
      <Labelled name={name} error={useProblemAt(`${at}.message`)} hint={t('ledger.message_hint', { names: said.map((one) => `{${one.id}} ${one.label}`).join('  ') })}>
        {(id) => <WordsInput id={id} isLong value={value.message} onChange={(message) => onChange({ ...rest, message: message ?? {} })} />}
      </Labelled>
      <Labelled name={t('ledger.code')} hint={t('ledger.code_hint')} error={useProblemAt(`${at}.code`)}>
        {(id) => <Input id={id} size="small" maxLength={63} value={value.code} onChange={(event) => onChange({ ...rest, code: event.target.value.replace(/\W/g, '') })} />}
      </Labelled>
    </div>
  );
}
