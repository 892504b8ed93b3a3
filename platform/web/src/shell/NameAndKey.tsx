/** Asks what a new thing is called, and by which key it is addressed for good. */
import { Form, Input, Modal } from 'antd';
import { useId } from 'react';
import { useTranslation } from '@/locales/useTranslation';

export interface NameAndKey {
  title: string;
  key: string;
}

interface NameAndKeyProps {
  title: string;
  nameLabel: string;
  keyLabel: string;
  /** Keys that are not free. */
  taken: readonly string[];
  /** `form` suggests `form1`, or the next that is free. */
  stem: string;
  isBusy: boolean;
  onCreate: (given: NameAndKey) => void;
  onClose: () => void;
}

export function NameAndKeyDialog({ title, nameLabel, keyLabel, taken, stem, isBusy, onCreate, onClose }: NameAndKeyProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<NameAndKey>();
  const formId = useId();
  const free = (_: unknown, key: string) => (taken.includes(key) ? Promise.reject(new Error(t('home.key_taken'))) : Promise.resolve());
  return (
    <Modal open title={title} okText={t('create')} onCancel={onClose} okButtonProps={{ htmlType: 'submit', form: formId }} confirmLoading={isBusy}>
      <Form id={formId} form={form} layout="vertical" initialValues={{ key: suggestedKey(stem, taken) }} onFinish={onCreate}>
        <Form.Item name="title" label={nameLabel} rules={[{ required: true, whitespace: true, message: t('form.required') }]}>
          <Input maxLength={50} autoFocus />
        </Form.Item>
        <Form.Item
          name="key"
          label={keyLabel}
          extra={t('home.app_key_help')}
          rules={[{ required: true, message: t('form.required') }, { pattern: /^([a-z][a-z0-9_]{0,62})?$/, message: t('home.key_bad') }, { validator: free }]}
        >
          <Input maxLength={63} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** The first of `stem1`, `stem2`, … that is not taken. */
export function suggestedKey(stem: string, taken: readonly string[]): string {
  let n = 1;
  while (taken.includes(`${stem}${n}`)) n += 1;
  return `${stem}${n}`;
}
