const values = new Map<string, T>();
const errors = new Map<string, E>();
for (const [name, result] of results) {
    if (result.ok)
        values.set(name, result.value);
    else
        errors.set(name, result.error);
}
return errors.size > 0 ? failure(errors) : success(values);
