import { useComponent, useEffect } from "@odoo/owl";

/**
 * Do something whenever the record of the form was read anew from the server: another
 * one is shown, or the same one was saved.
 *
 * Relies on `_values`, which is a new object then, and only then.
 */
export function useRecordRead(act) {
    const component = useComponent();
    let seen;
    useEffect(
        (values) => {
            if (seen && values !== seen) {
                act();
            }
            seen = values;
        },
        () => [component.props.record._values]
    );
}
