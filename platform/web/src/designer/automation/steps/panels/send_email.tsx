import { Select } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useNamed } from '../../../lib/names';
import { useT } from '../../../words';
import type { StepPanelProps } from '../../kind';
import { TextMessage } from '../../parts/Message';
import { PathsSelect } from '../../parts/PathSelect';
import { Receivers } from '../../parts/Receivers';
import type { SendEmail } from '../send_email';

export default function Panel({ step, patch }: StepPanelProps<SendEmail>) {
  const t = useT();
  const texts = useNamed().filter((one) => one.field.type === 'text');
  return (
    <>
      <Receivers value={step.to} onChange={(to) => patch({ to: Object.keys(to).length > 0 ? to : undefined })} />
      <Labelled name={t('automation.mail_outside')} hint={t('automation.mail_outside_hint')}>
        {() => (
          <div className="fd-rows">
            <Select size="small" mode="tags" open={false} suffixIcon={null} aria-label={t('automation.mail_addresses')} placeholder={t('automation.mail_addresses')} tokenSeparators={[',', ';', ' ', '，', '；']} value={step.addresses ?? []} onChange={(addresses: string[]) => patch({ addresses: addresses.length > 0 ? addresses : undefined })} />
            <PathsSelect name={t('automation.mail_fields')} value={step.address_fields} named={texts} onChange={(address_fields) => patch({ address_fields })} />
          </div>
        )}
      </Labelled>
      <TextMessage name={t('automation.mail_subject')} value={step.subject} onChange={(subject) => patch({ subject })} />
      <TextMessage name={t('automation.mail_text')} isLong value={step.message} onChange={(message) => patch({ message })} />
    </>
  );
}
