import { Button, Select } from 'antd';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../../lib/Labelled';
import { useT } from '../../../words';
import { useReading } from '../../context';
import type { StepPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import { Match } from '../../parts/Match';
import type { By, PostAgain } from '../post_again';

const MOST = 5;

export default function Panel({ step, patch }: StepPanelProps<PostAgain>) {
  const t = useT();
  const fields = useReading().fieldsOf(step.form).filter((one) => !one.path.includes('.') && !one.path.startsWith('$'));
  const sort = step.sort ?? [];
  const put = (next: By[]) => patch({ sort: next.length > 0 ? next : undefined });
  const free = fields.filter((one) => !sort.some((by) => by.field === one.path));
  return (
    <>
      <FormSelect name={t('automation.post_in')} hint={t('automation.post_hint')} value={step.form} onChange={(form) => patch({ form, match: { cond: [] }, sort: undefined })} />
      <Match form={step.form} value={step.match} onChange={(match) => patch({ match })} />
      {step.form && (
        <Labelled name={t('automation.post_order')} hint={t('automation.post_order_hint')}>
          {() => (
            <div className="fd-rows">
              {sort.map((by, at) => (
                <div className="fd-row" key={by.field}>
                  <Select size="small" aria-label={t('cond.field')} value={by.field} options={fields.filter((one) => one.path === by.field || free.includes(one)).map((one) => ({ value: one.path, label: one.label }))} onChange={(field: string) => put(sort.map((one, n) => (n === at ? { ...one, field } : one)))} />
                  <Select size="small" aria-label={t('set.pick_order')} value={by.desc ?? false} options={[{ value: false, label: t('set.pick_smallest') }, { value: true, label: t('set.pick_largest') }]} onChange={(desc: boolean) => put(sort.map((one, n) => (n === at ? { field: one.field, ...(desc ? { desc } : {}) } : one)))} />
                  <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => put(sort.filter((_, n) => n !== at))}>
                    <Icon name="close" size={13} />
                  </button>
                </div>
              ))}
              <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={free.length === 0 || sort.length >= MOST} onClick={() => put([...sort, { field: free[0]!.path }])}>
                {t('automation.post_add')}
              </Button>
            </div>
          )}
        </Labelled>
      )}
    </>
  );
}
