/** The codes of a cell, in a window of their own: a grid has no room for them. */
import { Modal } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { CodeList, type CodeListProps } from './CodeList';

interface CodesWindowProps extends CodeListProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
}

export default function CodesWindow({ title, isOpen, onClose, ...list }: CodesWindowProps) {
  const { t } = useTranslation();
  return (
    <Modal title={title} open={isOpen} onCancel={onClose} onOk={onClose} okText={t('codes.done')} cancelButtonProps={{ style: { display: 'none' } }} destroyOnHidden>
      <div onKeyDown={(event) => event.stopPropagation()} onPaste={(event) => event.stopPropagation()} onCopy={(event) => event.stopPropagation()} role="presentation">
        <CodeList {...list} isAlone />
      </div>
    </Modal>
  );
}
