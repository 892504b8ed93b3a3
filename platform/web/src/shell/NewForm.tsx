/** Begins a form: its designer opens with the name; the first save makes it. */
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { useLanguage } from '@/ui/hooks';
import { NameAndKeyDialog } from './NameAndKey';
import { useRemoved } from './removal/queries';

export default function NewForm({ app, taken, onClose }: { app: string; taken: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const waiting = useRemoved(app).filter((one) => one.kind === 'form').map((one) => one.key);
  return (
    <NameAndKeyDialog
      title={t('app.new_form')}
      nameLabel={t('app.form_title')}
      keyLabel={t('app.form_key')}
      stem="form"
      taken={[...taken, ...waiting]}
      isBusy={false}
      onCreate={({ title, key }) => void navigate(`/apps/${app}/design/form/${key}`, { state: { title: { [language]: title } } })}
      onClose={onClose}
    />
  );
}
