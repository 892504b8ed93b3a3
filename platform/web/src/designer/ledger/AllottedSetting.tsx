/** A part nobody has to fill in (which batch leaves): said in words; what the document itself says can be changed, the rest stays as it was designed. */
import { useWords } from '@/ui/hooks';
import { WordsInput } from '../lib/WordsInput';
import { Labelled } from '../lib/Labelled';
import type { Named } from '../lib/names';
import { without } from '../lib/without';
import { useT } from '../words';
import { useSaid } from './context';
import type { Allotted, Dimension, Posting } from './document';
import { FieldSelect } from './FieldSelect';
import { allottedInWords } from './say';

interface AllottedSettingProps {
  dimension: Dimension;
  given: Allotted;
  posting: Posting;
  fits: readonly Named[];
  onChange: (given: Allotted) => void;
}

export function AllottedSetting({ dimension, given, posting, fits, onChange }: AllottedSettingProps) {
  const t = useT();
  const words = useWords();
  const said = useSaid(posting);
  const own = given.given;
  return (
    <div className="fd-rows">
      <p className="ld-words">{allottedInWords(dimension, given, said)}</p>
      {!Array.isArray(own) && (
        <Labelled name={t('ledger.allot_own')} hint={t('ledger.allot_own_hint', { name: words(dimension.label) })}>
          {(id) => <FieldSelect id={id} label={t('ledger.allot_own')} allowClear placeholder={t('ledger.off')} value={own} named={fits} onChange={(path) => onChange(path ? { ...given, given: path } : without(given, 'given'))} />}
        </Labelled>
      )}
      {given.refused && (
        <Labelled name={t('ledger.allot_message')}>
          {(id) => <WordsInput id={id} isLong value={given.refused!.message} onChange={(message) => onChange({ ...given, refused: { ...given.refused!, message: message ?? {} } })} />}
        </Labelled>
      )}
    </div>
  );
}
