/** Keeps the frame standing when a screen breaks, and says so in words. */
import { Component, type ReactNode } from 'react'
import { ErrorPanel } from './state-panel.tsx'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly error: Error | null
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null }

  static getDerivedStateFromError(error: Error): ErrorBoundaryState {
    return { error }
  }

  // Another address is another screen: the broken one must not stay in its place.
  private readonly forget = (): void => this.setState({ error: null })

  override componentDidMount(): void {
    window.addEventListener('hashchange', this.forget)
  }

  override componentWillUnmount(): void {
    window.removeEventListener('hashchange', this.forget)
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <ErrorPanel error={this.state.error} retry={this.forget} />
  }
}
