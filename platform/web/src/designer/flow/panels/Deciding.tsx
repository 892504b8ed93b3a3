/** How many must agree, what a no means, and what happens where nobody is found. */
import { Button, Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../lib/Labelled';
import { NumberInput } from '../../lib/NumberInput';
import { useOrgNames } from '../../lib/org';
import { useT } from '../../words';
import type { PeopleSettings } from '../document';
import type { PanelProps } from '../kind';
import { Assignees } from './Assignees';

const MODES = ['any', 'all', 'sequential', 'percent', 'weight'] as const;
const REJECTIONS = ['veto', 'vote', 'hear_all'] as const;
const EMPTY = ['admin', 'pass', 'stop', 'members'] as const;
const MOST_WEIGHT = 1000;

interface DecidingProps extends Pick<PanelProps, 'patch'> {
  settings: PeopleSettings;
  /** Whether people say yes or no here, or only fill in. */
  isVote: boolean;
}

export function Deciding({ settings, isVote, patch }: DecidingProps) {
  const t = useT();
  const { mode = 'any', percent = 100, rejection } = settings;
  const usual = mode === 'percent' || mode === 'weight' ? 'vote' : 'veto';
  const modes = isVote ? MODES : MODES.filter((one) => one !== 'weight');
  return (
    <>
      <Labelled name={t('mode.label')} hint={t(`mode.help_${mode}`)}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={mode} options={modes.map((one) => ({ value: one, label: t(`mode.${one}`) }))} onChange={(next: string) => patch({ mode: next === 'any' ? undefined : next, ...(next === 'weight' ? {} : { weights: undefined }) })} />}
      </Labelled>
      {(mode === 'percent' || mode === 'weight') && (
        <Labelled name={t('mode.percent_of')}>{(id) => <NumberInput id={id} size="small" min={1} max={100} precision={0} suffix="%" value={percent} onChange={(n) => patch({ percent: n === null || n === 100 ? undefined : n })} />}</Labelled>
      )}
      {mode === 'weight' && <Weights value={settings.weights ?? []} onChange={(weights) => patch({ weights: weights.length > 0 ? weights : undefined })} />}
      {isVote && (
        <Labelled name={t('mode.rejection')}>
          {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={rejection ?? usual} options={REJECTIONS.map((one) => ({ value: one, label: t(`mode.rejection_${one}`) }))} onChange={(next: string) => patch({ rejection: next === usual ? undefined : next })} />}
        </Labelled>
      )}
      <EmptyPolicy settings={settings} patch={patch} />
    </>
  );
}

function EmptyPolicy({ settings, patch }: Omit<DecidingProps, 'isVote'>) {
  const t = useT();
  const org = useOrgNames();
  const { empty = 'admin' } = settings;
  const kind = typeof empty === 'object' ? 'members' : empty;
  const choose = (next: string) => patch({ empty: next === 'admin' ? undefined : next === 'members' ? { members: [] } : next });
  return (
    <Labelled name={t('empty.label')}>
      {(id) => (
        <div className="fd-rows">
          <Select id={id} size="small" value={kind} options={EMPTY.map((one) => ({ value: one, label: t(`empty.${one}`) }))} onChange={choose} />
          {typeof empty === 'object' && <Select size="small" mode="multiple" aria-label={t('empty.members')} placeholder={t('cond.choose')} showSearch={BY_LABEL} value={empty.members} options={org.members} onChange={(members: string[]) => patch({ empty: { members } })} />}
        </div>
      )}
    </Labelled>
  );
}

type Weight = NonNullable<PeopleSettings['weights']>[number];

function Weights({ value, onChange }: { value: readonly Weight[]; onChange: (next: Weight[]) => void }) {
  const t = useT();
  const put = (at: number, changes: Partial<Weight>) => onChange(value.map((one, n) => (n === at ? { ...one, ...changes } : one)));
  return (
    <Labelled name={t('mode.weights')} hint={t('mode.weights_hint')}>
      {() => (
        <div className="fd-rows">
          {value.map((one, at) => (
            <div className="fd-rule" key={at}>
              <div className="fd-row">
                <NumberInput size="small" min={1} max={MOST_WEIGHT} precision={0} aria-label={t('mode.weight_n')} prefix={t('mode.weight_n')} value={one.weight} onChange={(weight) => put(at, { weight: weight ?? 1 })} />
                <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => onChange(value.filter((_, n) => n !== at))}>
                  <Icon name="close" size={13} />
                </button>
              </div>
              <Assignees value={one.who} onChange={(who) => put(at, { who })} />
            </div>
          ))}
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => onChange([...value, { who: { roles: [] }, weight: 2 }])}>{t('mode.add_weight')}</Button>
        </div>
      )}
    </Labelled>
  );
}
