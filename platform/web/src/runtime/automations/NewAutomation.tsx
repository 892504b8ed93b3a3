/** Begins an automation: what it is called; the rest is designed. */
import { Form, Input, Modal } from 'antd';
import { useId } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { useLanguage } from '@/ui/hooks';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 8;
/** Keys are never shown, and never used twice. */
const newKey = () => `a_${Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (n) => LETTERS[n % LETTERS.length]).join('')}`;

export default function NewAutomation({ app, onClose }: { app: string; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ title: string }>();
  const formId = useId();
  const begin = ({ title }: { title: string }) => void navigate(`/apps/${app}/design/automation/${newKey()}`, { state: { title: { [language]: title.trim() } } });
  return (
    <Modal open title={t('automations.new')} okText={t('create')} okButtonProps={{ htmlType: 'submit', form: formId }} onCancel={onClose}>
      <Form id={formId} form={form} layout="vertical" onFinish={begin}>
        <Form.Item name="title" label={t('automations.name')} extra={t('automations.new_help')} rules={[{ required: true, whitespace: true, message: t('form.required') }]}>
          <Input maxLength={50} autoFocus placeholder={t('automations.new_example')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
