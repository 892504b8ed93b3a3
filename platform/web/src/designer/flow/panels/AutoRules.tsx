/** The first rule that is true of the record answers for everybody. */
import { Button, Select } from 'antd';
import type { Condition } from '@/core/documents';
import { Icon } from '@/ui/icons';
import { Conditions } from '../../lib/Conditions';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { useT } from '../../words';

interface Rule {
  when: Condition;
  answer: 'approve' | 'reject';
}

export function AutoRules({ value, onChange }: { value: readonly Rule[]; onChange: (next: Rule[]) => void }) {
  const t = useT();
  const named = useNamed();
  const put = (at: number, changes: Partial<Rule>) => onChange(value.map((one, n) => (n === at ? { ...one, ...changes } : one)));
  return (
    <Labelled name={t('auto.label')} hint={t('auto.hint')}>
      {() => (
        <div className="fd-rows">
          {value.map((one, at) => (
            <div className="fd-rule" key={at}>
              <div className="fd-row">
                <Select size="small" aria-label={t('auto.answer')} value={one.answer} options={(['approve', 'reject'] as const).map((answer) => ({ value: answer, label: t(`auto.${answer}`) }))} onChange={(answer: Rule['answer']) => put(at, { answer })} />
                <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => onChange(value.filter((_, n) => n !== at))}>
                  <Icon name="close" size={13} />
                </button>
              </div>
              <Conditions value={one.when} left={named} right={named} onChange={(when) => put(at, { when: when ?? { cond: [] } })} />
            </div>
          ))}
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => onChange([...value, { when: { cond: [] }, answer: 'approve' }])}>
            {t('auto.add')}
          </Button>
        </div>
      )}
    </Labelled>
  );
}
