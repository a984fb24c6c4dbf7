import {
  BookOpen,
  Briefcase,
  Code,
  Drama,
  Feather,
  GraduationCap,
  Heart,
  Languages,
  Lightbulb,
  ListChecks,
  Mail,
  MessageCircle,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { assistantIconNameSchema } from '#shared/models/assistant.ts';
import type { AssistantIconName } from '#shared/models/assistant.ts';

const PICTURES: Readonly<Record<AssistantIconName, LucideIcon>> = {
  'message-circle': MessageCircle,
  'graduation-cap': GraduationCap,
  mail: Mail,
  feather: Feather,
  code: Code,
  'list-checks': ListChecks,
  heart: Heart,
  drama: Drama,
  languages: Languages,
  lightbulb: Lightbulb,
  'book-open': BookOpen,
  briefcase: Briefcase,
};

export interface AssistantIconProps {
  /** As an assistant has it: the name of a picture, or an emoji. */
  readonly icon: string;
  readonly size?: 16 | 20;
  readonly className?: string;
}

/** Decoration: the assistant's name always stands beside it. */
export function AssistantIcon({ icon, size = 16, className }: AssistantIconProps) {
  const name = assistantIconNameSchema.safeParse(icon);
  if (!name.success) {
    return (
      <span aria-hidden className={className} style={{ fontSize: size, lineHeight: 1 }}>
        {icon}
      </span>
    );
  }
  const Picture = PICTURES[name.data];
  return <Picture size={size} strokeWidth={1.75} aria-hidden className={className} />;
}
