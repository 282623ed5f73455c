const failed = [...results].flatMap(([name, result]): [string, E][] => (result.ok ? [] : [[name, result.error]]));
if (failed.length > 0)
    return failure(new Map(failed));
return success(new Map([...results].flatMap(([name, result]): [string, T][] => (result.ok ? [[name, result.value]] : []))));
