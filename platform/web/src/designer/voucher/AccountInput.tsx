/** An account by its code, chosen by code or name. */
import { AutoComplete, Input } from 'antd';
import { useT } from '../words';
import { useAccounts } from './context';
import './words';

export default function AccountInput({ id, value, label, onChange }: { id?: string; value: string; label?: string; onChange: (code: string) => void }) {
  const t = useT();
  const accounts = useAccounts();
  const title = accounts.find((one) => one.code === value)?.title;
  const options = accounts.map((one) => ({ value: one.code, label: `${one.code} ${one.title}` }));
  return (
    <AutoComplete
      {...(id ? { id } : {})}
      value={value}
      options={options}
      showSearch={{ filterOption: (text, option) => (option?.label ?? '').includes(text) }}
      popupMatchSelectWidth={280}
      onChange={(next: string) => onChange(next.trim())}
      style={{ width: '100%' }}
    >
      <Input size="small" placeholder={t('voucher.account_hint')} suffix={title && <span className="fd-muted">{title}</span>} aria-label={label ?? t('voucher.account')} />
    </AutoComplete>
  );
}
