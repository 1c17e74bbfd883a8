import { Button } from './button.tsx';

type MoreProps = { list: { hasMore: boolean; readingMore: boolean; readMore: () => void } };

export const More = ({ list: { hasMore, readingMore, readMore } }: MoreProps) =>
  hasMore && (
    <div className="mt-3">
      <Button onClick={readMore} disabled={readingMore}>
        {readingMore ? 'Reading…' : 'Show more'}
      </Button>
    </div>
  );
