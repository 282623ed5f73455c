const values = new Map<string, T>();
for (const [name, result] of results) {
    if (!result.ok)
        return failure(new Map([[name, result.error]]));
    values.set(name, result.value);
}
return success(values);
