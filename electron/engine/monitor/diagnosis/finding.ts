/** How findings of a diagnosis are made. */
import type { Finding } from '../../../../shared/domain/network.ts'
import type { Message } from '../../../../shared/message.ts'

export const problem = (id: string, text: Message, advice: Message | null): Finding => ({ id, severity: 'problem', text, advice })
export const warning = (id: string, text: Message, advice: Message | null): Finding => ({ id, severity: 'warning', text, advice })
export const fine = (id: string, text: Message): Finding => ({ id, severity: 'fine', text, advice: null })
