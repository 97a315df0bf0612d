using System.Diagnostics;
using SignGateway.Host.Development;
using SignGateway.Storage.Folders;
using SignGateway.Storage.Ledger;

namespace SignGateway.Host.Hosting;

/// <summary>The data folder of this process, taken before anything is built, so that a second process on it stops with a clear word.</summary>
internal static class LocalFolder
{
    /// <summary>Takes the folder if anything is kept in it, and keeps there what Development needs; null if it is not needed, or cannot be had.</summary>
    public static DataFolder? Open(WebApplicationBuilder builder, LocalSetup local, List<string> faults)
    {
        var configuration = builder.Configuration;
        var needsTicketKey = NeedsTicketKey(builder);
        var keepsLedger = !string.Equals(configuration["SignGateway:Ledger:Provider"], nameof(LedgerProvider.PostgreSql), StringComparison.OrdinalIgnoreCase)
            && string.IsNullOrWhiteSpace(configuration["SignGateway:Ledger:ConnectionString"]);
        if (!needsTicketKey && !keepsLedger && local.Simulator is null)
            return null;

        switch (DataFolder.Open(DataFolder.PathFrom(configuration, builder.Environment.ContentRootPath)))
        {
            case DataFolderOutcome.Opened(var folder):
                if (needsTicketKey)
                    LocalSetup.AddTicketKey(builder, folder.FullPath);
                return folder;
            case DataFolderOutcome.Refused(var fault):
                faults.Add(fault);
                return null;
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }

    /// <summary>Takes nothing and makes nothing, so a gateway may use the folder meanwhile. Always null.</summary>
    public static DataFolder? Look(WebApplicationBuilder builder)
    {
        if (NeedsTicketKey(builder))
            LocalSetup.UseTicketKey(builder, DataFolder.PathFrom(builder.Configuration, builder.Environment.ContentRootPath));
        return null;
    }

    private static bool NeedsTicketKey(WebApplicationBuilder builder) =>
        builder.Environment.IsDevelopment() && !builder.Configuration.GetSection("SignGateway:Tickets:Keys").GetChildren().Any();
}
