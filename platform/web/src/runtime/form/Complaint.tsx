/** A refusal in words, above the fields; the fields themselves carry their own. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { ApiError } from '@/core/api';
import { Alert } from '@/ui/Alert';

export function Complaint({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const node = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== null) node.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (error === null) return null;
  const isOurs = error instanceof ApiError;
  return (
    <div ref={node}>
      <Alert
        type="error"
       
        title={isOurs ? error.message : t('failed.broken')}
        action={isOurs && error.code === 'stale_revision' ? <Button size="small" onClick={() => window.location.reload()}>{t('form.reload')}</Button> : undefined}
      />
    </div>
  );
}
