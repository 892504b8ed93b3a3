import { Select } from 'antd';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { useT } from '../../words';
import type { Receivers as Who, Step } from '../document';
import { defineStep, type StepPanelProps } from '../kind';
import { TextMessage } from '../parts/Message';
import { PathsSelect } from '../parts/PathSelect';
import { Receivers, receiversInWords } from '../parts/Receivers';

interface SendEmail extends Step {
  to?: Who;
  addresses?: string[];
  address_fields?: string[];
  subject: string;
  message: string;
}

function Panel({ step, patch }: StepPanelProps<SendEmail>) {
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

export default defineStep<SendEmail>({
  group: 'people',
  edits: ['address_fields', 'addresses', 'message', 'subject', 'to'],
  create: () => ({ subject: '', message: '' }),
  say: (step, say) => {
    const who = [receiversInWords(step.to, say), ...(step.addresses ?? []), ...(step.address_fields ?? []).map(say.field)].filter(Boolean).join('、');
    return [say.t('automation.says_mail', { who: who || say.t('automation.nobody') }), say.message(step.subject)];
  },
  Panel,
});
