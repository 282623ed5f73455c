const values: any = new Map();
const errors: any = new Map();
results.forEach((result: any, name) => {
    (result.ok ? values : errors).set(name, result.ok ? result.value : result.error);
});
return errors.size > 0 ? failure(errors) : success(values);
