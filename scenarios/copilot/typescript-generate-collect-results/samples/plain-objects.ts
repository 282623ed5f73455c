const values: Record<string, T> = {};
const errors: Record<string, E> = {};
for (const [name, result] of results)
    if (result.ok)
        values[name] = result.value;
    else
        errors[name] = result.error;
return Object.keys(errors).length ? failure(errors) : success(values);
