"""render() in plain values."""


def rendered(template, values):
    from letters.template import TemplateError, render

    try:
        return render(template, values)
    except TemplateError as error:
        return {"message": str(error), "position": error.position}
