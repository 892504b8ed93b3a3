/** Whether a new document is submitted at once; of forms that are no documents there is nothing to ask. */
import { Switch } from 'antd';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';
import { useReading } from '../context';

export function Submit({ form, value, onChange }: { form: string; value: boolean | undefined; onChange: (submit: true | undefined) => void }) {
  const t = useT();
  const isDocument = useReading().shapes.form(form)?.isDocument ?? false;
  if (!isDocument && !value) return null;
  return (
    <Labelled name={t('automation.submit')} hint={t('automation.submit_hint')} isBeside>
      {(id) => <Switch id={id} size="small" checked={value ?? false} onChange={(on) => onChange(on || undefined)} />}
    </Labelled>
  );
}
