/** The form as people will fill it in, from the draft, on a screen or a phone. Nothing is stored. */
import { Modal, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { FormStore } from '@/core/formStore';
import { FieldPlaceProvider } from '@/fields/definition';
import { FormGrid } from '@/runtime/form/FormGrid';
import { FormStoreProvider } from '@/runtime/form/store';
import { useMe } from '@/runtime/session';
import { PhoneFrame, useIsPhone, useLanguage, useWords } from '@/ui/hooks';
import { Boundary, Empty, Failed, Loading } from '@/ui/notice';
import { useT } from '../words';
import { useDoc, usePlace } from './context';
import { PreviewBy, useSeenBy } from './PreviewBy';
import './words';

export function Preview({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const me = useMe();
  const language = useLanguage();
  const { app, id } = usePlace();
  const isSmall = useIsPhone();
  const [device, setDevice] = useState<'pc' | 'phone'>(isSmall ? 'phone' : 'pc');
  const [role, setRole] = useState('');
  const store = useMemo(
    () => new FormStore(doc, null, { memberId: me.id, memberName: me.name, departments: me.departments, language, now: () => new Date() }),
    [doc, me, language],
  );
  const place = useMemo(() => ({ app, form: id, values: () => ({}) }), [app, id]);
  return (
    <Modal open width={device === 'phone' ? 460 : 1040} footer={null} title={t('preview.title')} onCancel={onClose} destroyOnHidden>
      <div className="fd-preview">
        <div className="fd-preview-bar">
          {!isSmall && <Segmented size="small" value={device} onChange={setDevice} options={[{ value: 'pc', label: t('preview.pc') }, { value: 'phone', label: t('preview.phone') }]} />}
          <PreviewBy value={role} onChange={setRole} />
          <span className="fd-muted">{t(role ? 'preview.fresh' : 'preview.note')}</span>
        </div>
        <div className={`fd-device is-${device}`}>
          <h2>{words(doc.title)}</h2>
          <Boundary>
            <PhoneFrame value={device === 'phone'}>
              <FieldPlaceProvider value={place}>
                <FormStoreProvider value={store}>
                  {role ? <BySomebody role={role} /> : <FormGrid form={doc} rights={null} />}
                </FormStoreProvider>
              </FieldPlaceProvider>
            </PhoneFrame>
          </Boundary>
        </div>
      </div>
    </Modal>
  );
}

function BySomebody({ role }: { role: string }) {
  const t = useT();
  const doc = useDoc();
  const { app, id } = usePlace();
  const { rights, name, error, retry } = useSeenBy({ app, id, role, doc });
  if (error) return <Failed error={error} onRetry={retry} />;
  if (rights === undefined) return <Loading />;
  if (rights === null) return <Empty icon="key" title={t('preview.none', { name })}>{t('preview.none_help')}</Empty>;
  return <FormGrid form={doc} rights={rights} />;
}
