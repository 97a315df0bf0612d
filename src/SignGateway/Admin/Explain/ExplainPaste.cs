using System.Diagnostics;

namespace SignGateway.Admin.Explain;

/// <summary>Says in plain words what a pasted text is, whether it would work now, and what to change. Keeps nothing of it, and shows nothing that works like a key.</summary>
internal sealed class ExplainPaste(OwnKeys keys, FormPoints forms, ErrorPoints errors, TimeProvider time)
{
    public async Task<Explanation> ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        var own = await keys.ReadAsync(cancellationToken);
        var report = new Report(new Concealment(own.Select(key => key.Credentials)), time.GetUtcNow());
        switch (PasteReader.Read(text))
        {
            case Pasted.Form(var form):
                report.Learn(form);
                await forms.WriteAsync(report, form, own, cancellationToken);
                return report.ToExplanation(form.Kind, Summary.OfForm(report, form));
            case Pasted.Policy policy:
                forms.Write(report, policy);
                return report.ToExplanation(ExplainedKind.Policy, Summary.OfPolicy(report));
            case Pasted.Callback callback:
                await forms.WriteAsync(report, callback, cancellationToken);
                return report.ToExplanation(ExplainedKind.Callback, Summary.OfCallback(report));
            case Pasted.Ticket ticket:
                return report.ToExplanation(ExplainedKind.Ticket, Summary.OfTicket(report, await forms.WriteAsync(report, ticket, cancellationToken)));
            case Pasted.Error(var error, var form):
                report.Learn(error);
                if (form is not null)
                    report.Learn(form);
                var known = errors.Write(report, error, form);
                if (form is not null)
                    await forms.WriteAsync(report, form, own, cancellationToken);
                return report.ToExplanation(ExplainedKind.Error, Summary.OfError(report, error, known, form));
            case Pasted.Unknown:
                return report.ToExplanation(ExplainedKind.Unknown, Summary.OfUnknown);
            case var unknown:
                throw new UnreachableException($"Unhandled text {unknown.GetType()}");
        }
    }
}
