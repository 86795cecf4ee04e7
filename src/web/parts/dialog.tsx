// One window over the page: closes on Escape, keeps the keyboard inside, gives it back where it came from.
import { useEffect, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useSay } from "../frame/language-context.ts";
import { PrintHead } from "./print-head.tsx";

export function Window({ title, isOpen, onClose, isHeld = false, children }: {
  readonly title: string; readonly isOpen: boolean; readonly onClose: () => void;
  /** A click beside it does not close it: something would be lost. */
  readonly isHeld?: boolean; readonly children: ReactNode;
}): ReactNode {
  const say = useSay();
  // A button that is switched off while it has the focus loses it to the page: Escape must close the window all the same.
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && (document.activeElement?.closest("[role=dialog]") ?? null) === null) onClose();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOpen, onClose]);
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={(next) => { if (!next) onClose(); }} isDismissable={!isHeld}>
      <Modal className="dialog">
        <Dialog>
          <PrintHead />
          <div className="row spread">
            <Heading slot="title" level={2}>{title}</Heading>
            <Button className="button plain no-print" onPress={onClose}>{say("common.close")}</Button>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
